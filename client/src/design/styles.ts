/**
 * The global style sheets, in the order in which they must be read. The page's entry
 * imports this first; everything else is a CSS Module inside one of the layers.
 */
import './layers.css';
import './fonts.css';
import './tokens.css';
import './base.css';

// The widget library adds one rule as an inline style element unless something with this id
// is there; the page's security policy forbids inline styles, so base.css has the rule.
const stand = document.createElement('meta');
stand.id = 'react-aria-pressable-style';
document.head.append(stand);

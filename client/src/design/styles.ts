/**
 * The global style sheets, in the order in which they must be read. The page's entry
 * imports this first; everything else is a CSS Module inside one of the layers.
 */
import './layers.css';
import './fonts.css';
import './tokens.css';
import './base.css';

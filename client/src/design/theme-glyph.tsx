/** Each theme colour owns one glyph, so that colour is never the only sign. */
import {
  Baby,
  CalendarClock,
  HandHeart,
  HeartPulse,
  House,
  type LucideIcon,
  MessagesSquare,
  PiggyBank,
  Signpost,
} from 'lucide-react';
import css from './theme-glyph.module.css';

export const THEME_GLYPHS = {
  housing: House,
  elder: HandHeart,
  balance: CalendarClock,
  children: Baby,
  income: PiggyBank,
  health: HeartPulse,
  neighbour: MessagesSquare,
  access: Signpost,
} as const satisfies Record<string, LucideIcon>;

export type GlyphColour = keyof typeof THEME_GLYPHS;

/** `bare` is the line drawing alone; `disc` lies on a round of the theme's tint. */
export function ThemeGlyph({
  colour,
  look = 'bare',
  label,
}: {
  readonly colour: GlyphColour;
  readonly look?: 'bare' | 'disc' | 'large';
  /** Read aloud; leave it out where the theme's name stands beside it. */
  readonly label?: string;
}) {
  const Glyph = THEME_GLYPHS[colour];
  const icon =
    label === undefined ? <Glyph aria-hidden /> : <Glyph role="img" aria-label={label} />;
  return (
    <span data-theme={colour} className={css[look]} title={label}>
      {icon}
    </span>
  );
}

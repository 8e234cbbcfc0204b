/** People: initials and a shape, told apart without colour. */
import css from './avatar.module.css';
import { initialsOf } from './initials.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

export interface Person {
  readonly key: string;
  readonly name: string;
  readonly shade: 1 | 2 | 3 | 4 | 5;
  readonly shape: 'circle' | 'square' | 'drop' | 'leaf' | 'arch';
}

export function Avatar({ name, shade, shape }: Omit<Person, 'key'>) {
  return (
    <span className={css.who} data-shade={shade} data-shape={shape} title={name}>
      <span aria-hidden>{initialsOf(name)}</span>
      <VisuallyHidden>{name}</VisuallyHidden>
    </span>
  );
}

/** The first few, then how many more. */
export function AvatarRow({
  people,
  most = 5,
  total = people.length,
  label,
}: {
  readonly people: readonly Person[];
  readonly most?: number;
  /** How many there are in all, where more are counted than are known by name. */
  readonly total?: number;
  /** "17 people present" */
  readonly label: string;
}) {
  const shown = people.slice(0, most);
  const more = total - shown.length;
  return (
    <ul className={css.people} aria-label={label}>
      {shown.map(({ key, ...person }) => (
        <li key={key}>
          <Avatar {...person} />
        </li>
      ))}
      {more > 0 ? <li className={css.more}>+{more}</li> : null}
    </ul>
  );
}

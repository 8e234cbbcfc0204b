/**
 * Every part in every state, on one page: `/design`, in development alone. For whoever
 * draws a page, and for looking at a change in light, dark, forced colours and RTL.
 */
import {
  ArrowLeft,
  ArrowRight,
  CircleAlert,
  CloudOff,
  Layers,
  LayoutGrid,
  List,
  Lock,
  Merge,
  Pencil,
  Plus,
  Trash2,
} from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { AvatarRow } from './avatar.tsx';
import { Blank } from './blank.tsx';
import { Brand } from './brand.tsx';
import { Button, IconButton } from './button.tsx';
import { Chip } from './chip.tsx';
import { Choice, ChoiceGroup } from './choice.tsx';
import { CopyCode, CopyLine } from './copy-code.tsx';
import { Dialog } from './dialog.tsx';
import { Empty } from './empty.tsx';
import { Input, Select, TextArea } from './field.tsx';
import css from './gallery.module.css';
import { LanguageSwitch } from './language-switch.tsx';
import { Menu, MenuAt, MenuItem, MenuSeparator } from './menu.tsx';
import { Meter } from './meter.tsx';
import { Note } from './note.tsx';
import { usePageTitle } from './page-title.ts';
import { QrCode } from './qr-code.tsx';
import { SavedSign } from './saved-sign.tsx';
import { Segments } from './segments.tsx';
import { Sheet } from './sheet.tsx';
import { Tag } from './tag.tsx';
import { type GlyphColour, THEME_GLYPHS, ThemeGlyph } from './theme-glyph.tsx';
import { Thread } from './thread.tsx';
import { showToast } from './toast.tsx';

const COLOURS = Object.keys(THEME_GLYPHS) as GlyphColour[];
const STEPS = ['Preparazione', 'Raccolta', 'Scrittura', 'Condivisione', 'Raggruppamento'].map(
  (name) => ({ key: name, name }),
);
const PEOPLE = (
  [
    ['Ginepro', 1, 'circle'],
    ['Menta', 2, 'square'],
    ['Salvia', 3, 'drop'],
    ['Tavolo 4', 4, 'leaf'],
    ['Anna Rossi', 5, 'arch'],
  ] as const
).map(([name, shade, shape]) => ({ key: name, name, shade, shape }));
const COPY = { copied: 'Copiato', byHand: 'Selezionato: copialo tu.' };

export default function Gallery() {
  usePageTitle('Le parti · Tavolo');
  return (
    <div className={css.page}>
      <header>
        <Brand href="/" />
        <h1>Le parti e i loro stati</h1>
        <Turn />
      </header>
      <main>
        <Themes />
        <Buttons />
        <Signs />
        <Fields />
        <Places />
        <Overlays />
        <Threads />
        <Codes />
      </main>
    </div>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      <div className={css.row}>{children}</div>
    </section>
  );
}

/** Right to left and back, to see that everything turns. */
function Turn() {
  const [direction, setDirection] = useState<'ltr' | 'rtl'>('ltr');
  return (
    <Segments
      label="Verso"
      options={[
        { key: 'ltr', name: 'LTR', icon: <ArrowRight aria-hidden /> },
        { key: 'rtl', name: 'RTL', icon: <ArrowLeft aria-hidden /> },
      ]}
      current={direction}
      onChange={(code) => {
        document.documentElement.dir = code;
        setDirection(code);
      }}
    />
  );
}

function Themes() {
  return (
    <Part title="Temi">
      {COLOURS.map((colour) => (
        <span key={colour} data-theme={colour} className={css.theme}>
          <ThemeGlyph colour={colour} look="large" />
          <ThemeGlyph colour={colour} look="disc" />
          <ThemeGlyph colour={colour} />
          <b>{colour}</b>
        </span>
      ))}
    </Part>
  );
}

function Buttons() {
  return (
    <Part title="Pulsanti">
      <Button look="primary" icon={<Plus aria-hidden />}>
        Aggiungi
      </Button>
      <Button>Esporta</Button>
      <Button look="quiet" icon={<Lock aria-hidden />}>
        Blocca
      </Button>
      <Button look="danger">Cancella</Button>
      <Button look="primary" large>
        Entra
      </Button>
      <IconButton label="Modifica" icon={<Pencil aria-hidden />} />
      <Button icon={<Merge aria-hidden />} refusal="La parete è bloccata da chi conduce.">
        Unisci
      </Button>
    </Part>
  );
}

function Signs() {
  const [on, setOn] = useState(true);
  const [view, setView] = useState<'wall' | 'list'>('wall');
  return (
    <Part title="Segni, filtri, persone">
      <LanguageSwitch
        label="Lingua"
        languages={[
          { code: 'it', name: 'Italiano' },
          { code: 'en', name: 'English' },
        ]}
        current="it"
        onChange={() => setOn(!on)}
      />
      <SavedSign state="saved">Salvato</SavedSign>
      <SavedSign state="saving">Salvataggio…</SavedSign>
      <SavedSign state="not-saving">Per ora non si salva</SavedSign>
      <SavedSign state="offline">Offline: 3 modifiche in attesa</SavedSign>
      <Chip pressed={on} onClick={() => setOn(!on)}>
        Tutti 63
      </Chip>
      <Chip pressed={!on} data-theme="elder" onClick={() => setOn(!on)}>
        <ThemeGlyph colour="elder" /> Cura
      </Chip>
      <Tag>Fermata</Tag>
      <Tag tone="ok">Realizzata</Tag>
      <Tag tone="warn">In verifica</Tag>
      <Tag tone="danger">Rifiutata</Tag>
      <Tag tone="accent">Dimostrazione</Tag>
      <AvatarRow people={PEOPLE} total={17} label="17 persone presenti" />
      <Segments
        label="Vista"
        current={view}
        onChange={setView}
        options={[
          { key: 'wall', name: 'Parete', icon: <LayoutGrid aria-hidden /> },
          { key: 'list', name: 'Elenco', icon: <List aria-hidden /> },
        ]}
      />
    </Part>
  );
}

function Fields() {
  return (
    <section>
      <h2>Campi</h2>
      <div className={css.grid}>
        <Input label="Nome del gruppo" defaultValue="Turni prevedibili" />
        <Input
          label="Codice"
          defaultValue="K7QF-M3X"
          error="Manca un carattere: il codice ne ha otto."
        />
        <TextArea label="Domanda" optional="(se vuoi)" help="Per esempio: «Come potremmo…?»" />
        <Select label="Lingua">
          <option>Italiano</option>
          <option>English</option>
        </Select>
        <ChoiceGroup label="Da dove si parte">
          <Choice type="radio" name="g" defaultChecked note="Potrai cambiare i nomi.">
            Con otto temi
          </Choice>
          <Choice type="radio" name="g">
            Senza temi
          </Choice>
        </ChoiceGroup>
        <ChoiceGroup label="Firma">
          <Choice>Mostra il mio nome</Choice>
        </ChoiceGroup>
      </div>
    </section>
  );
}

function Places() {
  return (
    <section>
      <h2>Vuoto, in arrivo, avvisi</h2>
      <div className={css.grid}>
        <Empty
          title="Ancora nessun bisogno qui"
          action={<Button icon={<Plus aria-hidden />}>Aggiungi un bisogno</Button>}
        >
          Per esempio: «Mi basterebbe poter scambiare il turno dal telefono».
        </Empty>
        <Blank label="Sto aprendo la parete" slips={2} />
        <div className={css.stack}>
          <Note
            tone="danger"
            icon={<CircleAlert aria-hidden />}
            actions={<Button look="quiet">Riprova</Button>}
          >
            <b>Non è stato spostato.</b> Il tuo testo è salvo qui.
          </Note>
          <Note icon={<CloudOff aria-hidden />}>
            <b>Sei offline.</b> Puoi continuare: tutto parte quando torna la rete.
          </Note>
          <Note tone="warn">Questo indirizzo vale solo su questo computer.</Note>
          <Note tone="accent">Il laboratorio è già alla fase «Raggruppamento».</Note>
        </div>
      </div>
    </section>
  );
}

function Overlays() {
  const [open, setOpen] = useState<'dialog' | 'alert' | 'sheet' | 'menu' | null>(null);
  const hook = useRef<HTMLDivElement>(null);
  const close = () => setOpen(null);
  const items = (
    <>
      <MenuItem icon={<Pencil aria-hidden />} onAction={close}>
        Modifica
      </MenuItem>
      <MenuItem icon={<Layers aria-hidden />} shortcut="M" onAction={close}>
        Sposta in…
      </MenuItem>
      <MenuItem
        icon={<Merge aria-hidden />}
        refusal="In questa fase non si può fare."
        onAction={close}
      >
        Unisci a un altro…
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden />} onAction={close}>
        Ritira
      </MenuItem>
    </>
  );
  return (
    <Part title="Menu, finestre, avviso breve">
      <Menu label="Azioni su questo bisogno">{items}</Menu>
      <div ref={hook}>
        <Button onClick={() => setOpen('menu')}>Menu appeso</Button>
      </div>
      <Button onClick={() => setOpen('dialog')}>Finestra</Button>
      <Button onClick={() => setOpen('alert')}>Finestra che avverte</Button>
      <Button onClick={() => setOpen('sheet')}>Pannello</Button>
      <Button
        onClick={() =>
          showToast({
            sentence: 'Spostato in «Turni prevedibili e scambiabili»',
            action: { label: 'Annulla', run: close },
          })
        }
      >
        Avviso breve
      </Button>
      {open === 'menu' ? (
        <MenuAt label="Azioni" at={hook} onClose={close}>
          {items}
        </MenuAt>
      ) : null}
      {open === 'dialog' || open === 'alert' ? (
        <Dialog
          title="Passare a «Priorità»?"
          closeLabel="Chiudi"
          alert={open === 'alert'}
          onClose={close}
          actions={
            <>
              <Button look={open === 'alert' ? 'danger' : 'primary'} onClick={close}>
                Passa a Priorità
              </Button>
              <Button look="quiet" onClick={close}>
                Annulla
              </Button>
            </>
          }
        >
          <p>La parete resta ferma: si parla di che cosa viene prima.</p>
        </Dialog>
      ) : null}
      {open === 'sheet' ? (
        <Sheet title="Persone e laboratorio" closeLabel="Chiudi" onClose={close}>
          <Input label="Cerca per nome" />
        </Sheet>
      ) : null}
    </Part>
  );
}

function Threads() {
  return (
    <section className={css.threads}>
      <h2>Il filo</h2>
      <Thread steps={STEPS} now={3} />
      <Thread steps={STEPS} now={3} labels={false} />
      <Thread steps={STEPS} now={3} labels={false} numbered />
      <Meter value={7} max={12} label="7 campi su 12" />
    </section>
  );
}

function Codes() {
  return (
    <Part title="Codici">
      <CopyCode value="K7QF-M3XD" label="Copia il codice per entrare" {...COPY} />
      <div className={css.link}>
        <CopyLine value="https://tavolo.example/j/K7QF-M3XD" label="Copia il link" {...COPY} />
      </div>
      <div className={css.qr}>
        <QrCode value="https://tavolo.example/j/K7QF-M3XD" label="Codice QR di prova" />
      </div>
    </Part>
  );
}

/** The workshop is there: what to give to the others, and what to keep for oneself. */
import { ArrowRight, KeyRound } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ButtonLink } from '../design/button.tsx';
import { CopyLine } from '../design/copy-code.tsx';
import { usePageTitle } from '../design/page-title.ts';
import { QrCode } from '../design/qr-code.tsx';
import { isLoopback, readCode } from '../people/join-link.ts';
import { LoopbackNote } from '../people/loopback-note.tsx';
import { useText } from '../state/hooks.ts';
import css from './create-page.module.css';
import type { Ready } from './create-page.tsx';

export function WorkshopReady({ title, created }: Ready) {
  const text = useText();
  usePageTitle(text('home.createdPageTitle'));
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    heading.current?.focus();
  }, []);
  const words = { copied: text('common.copied'), byHand: text('common.copyByHand') };
  return (
    <div className={css.ready}>
      <header>
        <p className={css.name} dir="auto">
          {title}
        </p>
        <h1 ref={heading} tabIndex={-1}>
          {text('home.createdTitle')}
        </h1>
        <p className={css.line}>{text('home.createdLine')}</p>
      </header>
      <section className={css.invite} aria-labelledby="invite-title">
        <div className={css.qr}>
          <QrCode
            value={created.joinUrl}
            label={text('common.qrLabel', { link: created.joinUrl })}
          />
        </div>
        <div className={css.words}>
          <h2 id="invite-title">{text('home.inviteTitle')}</h2>
          <p>{text('home.inviteLine')}</p>
          <p className={css.code} dir="ltr">
            {readCode(created.joinCode)}
          </p>
          <CopyLine value={created.joinUrl} label={text('common.copyLink')} {...words} />
          {isLoopback(new URL(created.joinUrl).hostname) ? <LoopbackNote /> : null}
        </div>
      </section>
      <section className={css.keep} aria-labelledby="keep-title">
        <h2 id="keep-title">
          <KeyRound aria-hidden />
          {text('home.keepTitle')}
        </h2>
        <p>{text('home.keepLine')}</p>
        <CopyLine value={created.ownerRecoveryUrl} label={text('common.copyLink')} {...words} />
      </section>
      <div>
        <ButtonLink
          href={`/w/${created.workshopId}`}
          look="primary"
          large
          iconAfter={<ArrowRight aria-hidden className="turns" />}
        >
          {text('home.openWall')}
        </ButtonLink>
      </div>
    </div>
  );
}

/**
 * People and workshop: one's own seat for everybody; for the facilitator also who is in,
 * themes, exports and closing. A panel beside the wall, so that work goes on next to it.
 */
import { INTERFACE_LANGUAGES, LANGUAGE_NAMES } from '@tavolo/i18n';
import { LanguageSwitch } from '../design/language-switch.tsx';
import { Sheet } from '../design/sheet.tsx';
import { useLanguage, useLeads, useRoomState, useText } from '../state/hooks.ts';
import { AboutSection } from './about-section.tsx';
import { DoorSection } from './door-section.tsx';
import { ExportSection } from './export-section.tsx';
import { InviteSection } from './invite-section.tsx';
import { PresentSection } from './present-section.tsx';
import { RecoverySection } from './recovery-section.tsx';
import { RosterSection } from './roster-section.tsx';
import { SeatSection } from './seat-section.tsx';
import { PanelSection } from './section.tsx';
import { ThemesPanel } from './themes-panel.tsx';
import { WorkshopSection } from './workshop-section.tsx';

export function PeoplePanel({ onClose }: { readonly onClose: () => void }) {
  const text = useText();
  const [language, setLanguage] = useLanguage();
  const facilitator = useLeads();
  const owner = useRoomState((state) => state.me?.owner === true);
  return (
    <Sheet
      title={text('common.peopleAndWorkshop')}
      closeLabel={text('common.close')}
      onClose={onClose}
    >
      <InviteSection />
      {facilitator ? <AboutSection /> : null}
      {facilitator ? <DoorSection /> : null}
      {facilitator ? <RosterSection /> : <PresentSection />}
      {facilitator ? <ThemesPanel /> : null}
      <ExportSection />
      {facilitator ? <WorkshopSection /> : null}
      {owner ? <RecoverySection /> : null}
      <PanelSection title={text('common.language')}>
        <LanguageSwitch
          label={text('common.language')}
          languages={INTERFACE_LANGUAGES.map((code) => ({ code, name: LANGUAGE_NAMES[code] }))}
          current={language}
          onChange={setLanguage}
        />
      </PanelSection>
      <SeatSection />
    </Sheet>
  );
}

/** A seat in the demonstration with one tap. Not drawn where this server has none. */
import type { DemonstrationAnswer, Joined } from '@tavolo/protocol';
import { CircleAlert, Play } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Note } from '../design/note.tsx';
import { openApi } from '../state/api.ts';
import { useLanguage, useText } from '../state/hooks.ts';

export function DemonstrationButton() {
  const text = useText();
  const [language] = useLanguage();
  const code = useDemonstrationCode();
  const [problem, setProblem] = useState<string | null>(null);
  if (code === null) return null;
  const enter = async () => {
    setProblem(null);
    const joined = await openApi().post<Joined>('/api/join', { code, language });
    if (joined.is === 'ok') {
      window.location.assign(`/w/${joined.value.workshopId}`);
      return;
    }
    setProblem(joined.is === 'refused' ? joined.refusal.message : text('common.unreachable'));
  };
  return (
    <>
      <Button look="quiet" large icon={<Play aria-hidden />} onClick={() => void enter()}>
        {text('home.tryDemonstration')}
      </Button>
      {problem === null ? null : (
        <Note tone="danger" status icon={<CircleAlert aria-hidden />}>
          {problem}
        </Note>
      )}
    </>
  );
}

function useDemonstrationCode(): string | null {
  const [code, setCode] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void openApi()
      .get<DemonstrationAnswer>('/api/demonstration')
      .then((answer) => {
        if (!gone && answer.is === 'ok') setCode(answer.value.joinCode);
      });
    return () => {
      gone = true;
    };
  }, []);
  return code;
}

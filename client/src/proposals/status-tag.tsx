import type { ProposalStatus } from '@tavolo/model';
import { CircleCheck, CircleDot, CircleX, Clock } from 'lucide-react';
import { Tag } from '../design/tag.tsx';
import { useText } from '../state/hooks.ts';

const GOOD: readonly ProposalStatus[] = [
  'approved',
  'approved-with-conditions',
  'committed',
  'in-progress',
  'realised',
];
const ENDED: readonly ProposalStatus[] = ['rejected', 'stopped'];

export function StatusTag({ status }: { readonly status: ProposalStatus }) {
  const text = useText();
  const words = text(`proposals.status.${status}`);
  if (GOOD.includes(status)) {
    return (
      <Tag tone="ok" icon={<CircleCheck aria-hidden />}>
        {words}
      </Tag>
    );
  }
  if (ENDED.includes(status)) return <Tag icon={<CircleX aria-hidden />}>{words}</Tag>;
  if (status === 'postponed') {
    return (
      <Tag tone="warn" icon={<Clock aria-hidden />}>
        {words}
      </Tag>
    );
  }
  return <Tag icon={<CircleDot aria-hidden />}>{words}</Tag>;
}

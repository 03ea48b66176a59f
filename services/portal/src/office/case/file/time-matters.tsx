import type { CaseFile, Extension, Return, Suspension } from '../../../api/case-file';
import { useWords } from '../../../common/use-words';
import { useGive } from '../commands/give';
import { FileItem, FileSection, useApprovalTag } from './item';

/** Units that gave the case back, and what became of it. */
export function Returns({ file }: { file: CaseFile }) {
  return (
    <FileSection name="returns" empty={file.returns.length === 0}>
      {file.returns.map((one) => (
        <ReturnItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function ReturnItem({ one }: { one: Return }) {
  const { t, word, dateTime } = useWords('case');
  const { names } = useGive();
  const tagOf = useApprovalTag();
  return (
    <FileItem
      id={one.id}
      title={word('returnReason', one.reason)}
      tag={tagOf({ ...one, decideBy: one.decideBy ?? one.at })}
      at={one.at}
      by={one.by}
      text={one.note}
      decided={one.decided}
      facts={[
        { label: t('fact.fromUnit'), value: names.unitName(one.fromUnitId) },
        { label: t('fact.proposedUnit'), value: names.unitName(one.proposedUnitId) },
        { label: t('fact.evidence'), value: one.evidence.join(t('comma')) },
        !one.decided && { label: t('fact.decideBy'), value: dateTime(one.decideBy) },
      ]}
      acts={one.decided ? [] : ['decide-return']}
    >
      {one.arbitration && (
        <p>
          <span className="tag tone-late" data-testid="arbitration">
            {t('tag.arbitration')}
          </span>{' '}
          <span className="quiet">{t('arbitrationHint')}</span>
        </p>
      )}
    </FileItem>
  );
}

/** Every request for more time, for good. */
export function Extensions({ file }: { file: CaseFile }) {
  return (
    <FileSection name="extensions" empty={file.extensions.length === 0}>
      {file.extensions.map((one) => (
        <ExtensionItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function ExtensionItem({ one }: { one: Extension }) {
  const { t, dateTime } = useWords('case');
  const tagOf = useApprovalTag();
  const lapsed = one.lapsedAt !== undefined;
  return (
    <FileItem
      id={one.id}
      title={`${dateTime(one.dueAt)} → ${dateTime(one.grantedUntil ?? one.until)}`}
      tag={lapsed ? { text: t('tag.lapsed'), tone: 'idle' } : tagOf({ ...one, decideBy: one.dueAt })}
      at={one.at}
      by={one.by}
      text={one.reason}
      decided={one.decided}
      facts={[
        one.grantedUntil !== undefined &&
          one.grantedUntil !== one.until && { label: t('fact.asked'), value: dateTime(one.until) },
        { label: t('fact.lapsedAt'), value: dateTime(one.lapsedAt) },
      ]}
      acts={one.decided || lapsed ? [] : ['decide-extension']}
    />
  );
}

/** Times in which the work rests. */
export function Suspensions({ file }: { file: CaseFile }) {
  return (
    <FileSection name="suspensions" empty={file.suspensions.length === 0}>
      {file.suspensions.map((one) => (
        <SuspensionItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function SuspensionItem({ one }: { one: Suspension }) {
  const { t, word, dateTime } = useWords('case');
  const tagOf = useApprovalTag();
  return (
    <FileItem
      id={one.id}
      title={word('suspensionReason', one.reason)}
      tag={one.endedAt ? { text: t('tag.ended'), tone: 'idle' } : tagOf(one)}
      at={one.at}
      by={one.by}
      text={one.note}
      decided={one.decided}
      facts={[
        { label: t('fact.reviewAt'), value: dateTime(one.reviewAt) },
        { label: t('fact.endedAt'), value: dateTime(one.endedAt) },
        !one.decided && { label: t('fact.decideBy'), value: dateTime(one.decideBy) },
      ]}
      acts={one.decided ? [] : ['decide-suspension']}
    />
  );
}

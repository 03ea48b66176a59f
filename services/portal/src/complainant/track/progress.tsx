import type { TrackedComplaint } from '../../api/types';
import { useWords } from '../../common/use-words';

const STEPS = ['received', 'working', 'answered', 'closed'] as const;

/** How far a complaint has come, in four steps that a person outside recognises. */
export function stepOf(complaint: Pick<TrackedComplaint, 'state'>): number {
  switch (complaint.state) {
    case 'registered':
      return 0;
    case 'resolved':
    case 'revisiting':
      return 2;
    case 'closed':
      return 3;
    default:
      return 1;
  }
}

export function Progress({ complaint }: { complaint: TrackedComplaint }) {
  const { t } = useWords('track');
  const current = stepOf(complaint);
  return (
    <ol className="progress" aria-label={t('progress')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className={
            index < current || current === STEPS.length - 1 ? 'done' : index === current ? 'current' : undefined
          }
          aria-current={index === current ? 'step' : undefined}
        >
          <span>{t(`step.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}

import type { TrackedComplaint } from '../../api/types';
import { useWords } from '../../common/use-words';
import { stepOf } from './step-of';

const STEPS = ['received', 'working', 'answered', 'closed'] as const;

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

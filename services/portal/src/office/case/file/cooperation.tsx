import { Link } from 'react-router';
import type { CaseFile, Improvement, Supervision, Task } from '../../../api/case-file';
import type { Case } from '../../../api/types';
import { useSession } from '../../../common/use-session';
import { useWords } from '../../../common/use-words';
import { useGive } from '../commands/give';
import { FileItem, FileSection, useActorName } from './item';

/** Urge notices and criticism, with what was answered. */
export function Supervisions({ file }: { file: CaseFile }) {
  return (
    <FileSection name="supervisions" empty={file.supervisions.length === 0}>
      {file.supervisions.map((one) => (
        <SupervisionItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function SupervisionItem({ one }: { one: Supervision }) {
  const { t, word, dateTime } = useWords('case');
  const nameOf = useActorName();
  const over = one.liftedAt !== undefined;
  const status = over ? 'lifted' : one.criticisedAt ? 'criticised' : 'urged';
  const acts = ['answer-supervision', ...(one.criticisedAt ? [] : ['criticise']), 'lift-supervision'];
  return (
    <FileItem
      id={one.id}
      title={word('supervisionReason', one.reason)}
      tag={{ text: t(`tag.${status}`), tone: over ? 'idle' : one.criticisedAt ? 'late' : 'near' }}
      at={one.at}
      by={one.by}
      text={one.note}
      facts={[
        !over && !one.criticisedAt && { label: t('fact.criticiseAt'), value: dateTime(one.criticiseAt) },
        { label: t('fact.criticisedAt'), value: dateTime(one.criticisedAt) },
        { label: t('fact.liftedAt'), value: dateTime(one.liftedAt) },
      ]}
      acts={over ? [] : acts}
    >
      {one.answers.map((answer) => (
        <blockquote key={answer.at} className="file-answer">
          <span className="quiet">
            {t('answeredBy', { by: nameOf(answer.by) })} {dateTime(answer.at)}
          </span>
          <p className="free-text">{answer.text}</p>
        </blockquote>
      ))}
    </FileItem>
  );
}

/** What other units and the experts do. */
export function Cooperation({ file }: { file: CaseFile }) {
  const { t, word, dateTime } = useWords('case');
  const nameOf = useActorName();
  return (
    <FileSection name="cooperation" empty={file.tasks.length + file.consultations.length === 0}>
      {file.tasks.map((task) => (
        <TaskItem key={task.id} task={task} />
      ))}
      {file.consultations.map((one) => (
        <FileItem
          key={one.id}
          id={one.id}
          title={t('expert', { field: word('expertField', one.field) })}
          tag={one.opinion ? { text: t('tag.answered'), tone: 'good' } : { text: t('tag.asked'), tone: 'near' }}
          at={one.at}
          by={one.by}
          text={one.question}
          acts={one.opinion ? [] : ['give-opinion']}
        >
          {one.opinion && (
            <blockquote className="file-answer">
              <span className="quiet">
                {t('answeredBy', { by: nameOf(one.opinion.by) })} {dateTime(one.opinion.at)}
              </span>
              <p className="free-text">{one.opinion.text}</p>
            </blockquote>
          )}
        </FileItem>
      ))}
    </FileSection>
  );
}

function TaskItem({ task }: { task: Task }) {
  const { t, dateTime } = useWords('case');
  const { names } = useGive();
  const nameOf = useActorName();
  const ownUnit = useSession()?.person.unitId;
  const over = task.doneAt !== undefined || task.cancelledAt !== undefined;
  const status = task.doneAt ? 'done' : task.cancelledAt ? 'cancelled' : 'open';
  // A task is reported as done by its own unit.
  const acts = [...(ownUnit === task.unitId ? ['complete-task'] : []), 'cancel-task'];
  return (
    <FileItem
      id={task.id}
      title={names.unitName(task.unitId)}
      tag={{ text: t(`tag.${status}`), tone: task.doneAt ? 'good' : task.cancelledAt ? 'idle' : 'near' }}
      at={task.at}
      by={task.by}
      text={task.text}
      facts={[
        task.doneAt !== undefined && {
          label: t('fact.doneAt'),
          value: `${nameOf(task.doneBy ?? '')} ${dateTime(task.doneAt)}`,
        },
        { label: t('fact.note'), value: task.note },
      ]}
      acts={over ? [] : acts}
    />
  );
}

/** What is changed so that it does not happen again. */
export function Improvements({ file }: { file: CaseFile }) {
  return (
    <FileSection name="improvements" empty={file.improvements.length === 0}>
      {file.improvements.map((one) => (
        <ImprovementItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function ImprovementItem({ one }: { one: Improvement }) {
  const { t, dateTime } = useWords('case');
  const { names } = useGive();
  const status = one.effect ? (one.effect.effective ? 'effective' : 'ineffective') : one.doneAt ? 'done' : 'planned';
  const tone = { effective: 'good', ineffective: 'late', done: 'info', planned: 'near' } as const;
  return (
    <FileItem
      id={one.id}
      title={names.staffName(one.ownerId)}
      tag={{ text: t(`tag.${status}`), tone: tone[status] }}
      at={one.at}
      by={one.by}
      text={one.text}
      facts={[
        { label: t('fact.dueOn'), value: one.dueOn },
        { label: t('fact.doneAt'), value: dateTime(one.doneAt) },
        { label: t('fact.note'), value: [one.doneNote, one.effect?.note].filter(Boolean).join(' / ') },
      ]}
      acts={one.effect ? [] : one.doneAt ? ['check-effect'] : ['complete-improvement']}
    />
  );
}

/** The master of an incident, or the cases linked to this one. */
export function Links({ one, file }: { one: Case; file: CaseFile }) {
  const { t, word } = useWords('case');
  const { may, give } = useGive();
  return (
    <FileSection name="links" empty={!one.masterNumber && file.linkedCases.length === 0}>
      {one.masterNumber && (
        <p>
          {t('masterIs')}{' '}
          <Link to={`/office/cases/${one.masterNumber}`} className="case-number" data-testid="master-link">
            {one.masterNumber}
          </Link>{' '}
          {may('unlink') && (
            <button type="button" className="as-link" onClick={() => give('unlink')}>
              {t('command.unlink')}
            </button>
          )}
        </p>
      )}
      {file.linkedCases.length > 0 && (
        <>
          <p className="quiet">{t('linkedCount', { count: file.linkedCases.length })}</p>
          <ul className="linked-cases" data-testid="linked-cases">
            {file.linkedCases.map((linked) => (
              <li key={linked.id}>
                <Link to={`/office/cases/${linked.number}`} className="case-number">
                  {linked.number}
                </Link>{' '}
                {linked.as === 'repeat' && <span className="tag tone-idle">{word('linkKind', linked.as)}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </FileSection>
  );
}

/** What a colleague is asked to take over at the end of a shift. */
export function HandoverOffer({ file }: { file: CaseFile }) {
  const { t } = useWords('case');
  const { names } = useGive();
  const { handover } = file;
  return (
    <FileSection name="handover" empty={!handover}>
      {handover && (
        <FileItem
          title={t('handoverTo', { to: names.staffName(handover.toHandlerId) })}
          tag={{ text: t('tag.undecided'), tone: 'near' }}
          at={handover.at}
          by={handover.by}
          text={handover.note}
          acts={['accept-handover', 'refuse-handover']}
        />
      )}
    </FileSection>
  );
}

/** Whom the complaint is about. The server tells it to those who may know. */
export function Accused({ file }: { file: CaseFile }) {
  const { t } = useWords('case');
  const { names } = useGive();
  return (
    <FileSection name="accused" empty={file.accusedIds.length === 0}>
      <p>
        <span className="tag tone-late">{t('visibility.sealed')}</span>{' '}
        {file.accusedIds.map((id) => names.staffName(id)).join(t('comma'))}
      </p>
      <p className="quiet">{t('accusedHint')}</p>
    </FileSection>
  );
}

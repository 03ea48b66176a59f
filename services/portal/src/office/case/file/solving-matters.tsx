import { Checkbox } from 'antd';
import { STAGES, type CaseFile, type Procedure, type ProcedureStep, type Remedy } from '../../../api/case-file';
import { useWords } from '../../../common/use-words';
import { useGive } from '../commands/give';
import { FileItem, FileSection, useActorName, useApprovalTag } from './item';

/** The standard procedure as a checklist by stage. */
export function ProcedureChecklist({ procedure }: { procedure?: Procedure }) {
  const { t, word, language } = useWords('case');
  if (!procedure) return null;
  const done = procedure.steps.filter((step) => step.doneAt).length;
  return (
    <section className="panel" aria-labelledby="procedure" data-testid="procedure">
      <div className="panel-head">
        <h2 id="procedure">
          {t('procedure')} <span className="quiet">{language === 'en' ? procedure.titleEn : procedure.title}</span>
        </h2>
        <span className="tag tone-brand">{t('stepsDone', { done, all: procedure.steps.length })}</span>
      </div>
      <div className="stages">
        {STAGES.map((stage) => {
          const steps = procedure.steps.filter((step) => step.stage === stage);
          if (steps.length === 0) return null;
          return (
            <div key={stage} className="stage">
              <h3>{word('stage', stage)}</h3>
              {steps.map((step) => (
                <Step key={step.id} step={step} />
              ))}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function Step({ step }: { step: ProcedureStep }) {
  const { language, dateTime } = useWords('case');
  const { may, direct } = useGive();
  const nameOf = useActorName();
  return (
    <div className="step">
      <Checkbox
        checked={step.doneAt !== undefined}
        disabled={!may('tick-step') || direct.isPending}
        data-testid={`step-${step.id}`}
        onChange={({ target }) => direct.give('tick-step', { stepId: step.id, done: target.checked })}
      >
        {language === 'en' ? step.textEn : step.text}
      </Checkbox>
      {step.doneAt && (
        <small className="quiet">
          {nameOf(step.doneBy ?? '')} {dateTime(step.doneAt)} {step.note}
        </small>
      )}
    </div>
  );
}

/** What was found, and whom it affects. */
export function Findings({ file }: { file: CaseFile }) {
  const { t, word, dateTime } = useWords('case');
  const { investigation, impact } = file;
  return (
    <FileSection name="findings" empty={!investigation && !impact}>
      {investigation && (
        <FileItem
          title={t('investigation')}
          tag={investigation.visitedAt ? { text: t('tag.visited'), tone: 'good' } : undefined}
          at={investigation.at}
          by={investigation.by}
          text={investigation.findings}
          facts={[
            { label: t('fact.visitedAt'), value: dateTime(investigation.visitedAt) },
            {
              label: t(investigation.causeConfirmed ? 'fact.causeConfirmed' : 'fact.causeSupposed'),
              value: word('rootCause', investigation.cause),
            },
            { label: t('fact.evidence'), value: investigation.evidence.join(t('comma')) },
          ]}
          acts={['record-investigation']}
        />
      )}
      {impact && (
        <FileItem
          title={t('impact')}
          at={impact.at}
          by={impact.by}
          text={impact.note}
          facts={[
            { label: t('fact.peopleAffected'), value: impact.peopleAffected },
            { label: t('fact.safety'), value: word('impactLevel', impact.safety) },
            { label: t('fact.reputation'), value: word('impactLevel', impact.reputation) },
            { label: t('fact.contractRenewal'), value: word('impactLevel', impact.contractRenewal) },
          ]}
          acts={['assess-impact']}
        />
      )}
    </FileSection>
  );
}

/** The temporary measure, the solution and what was given. */
export function Solutions({ file }: { file: CaseFile }) {
  const { t, dateTime } = useWords('case');
  const tagOf = useApprovalTag();
  return (
    <FileSection name="solutions" empty={!file.relief && file.solutions.length + file.remedies.length === 0}>
      {file.relief && (
        <FileItem
          title={t('relief')}
          tag={{ text: t('tag.recorded'), tone: 'good' }}
          at={file.relief.at}
          by={file.relief.by}
          text={file.relief.text}
        />
      )}
      {file.solutions.map((one) => (
        <FileItem
          key={one.id}
          id={one.id}
          title={t('solution')}
          tag={tagOf(one)}
          at={one.at}
          by={one.by}
          text={one.text}
          decided={one.decided}
          facts={[
            { label: t('fact.promisedBy'), value: dateTime(one.promisedBy) },
            !one.decided && { label: t('fact.decideBy'), value: dateTime(one.decideBy) },
          ]}
          acts={one.decideBy && !one.decided ? ['decide-solution'] : []}
        />
      ))}
      {file.remedies.map((one) => (
        <RemedyItem key={one.id} one={one} />
      ))}
    </FileSection>
  );
}

function RemedyItem({ one }: { one: Remedy }) {
  const { t, word, money, dateTime } = useWords('case');
  const tagOf = useApprovalTag();
  return (
    <FileItem
      id={one.id}
      title={[word('remedyKind', one.kind), one.amount > 0 && money(one.amount, one.currency)]
        .filter(Boolean)
        .join(' ')}
      tag={tagOf(one)}
      at={one.at}
      by={one.by}
      text={one.note}
      decided={one.decided}
      facts={[!one.decided && { label: t('fact.decideBy'), value: dateTime(one.decideBy) }]}
      acts={one.decideBy && !one.decided ? ['decide-remedy'] : []}
    />
  );
}

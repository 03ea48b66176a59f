import { Alert } from 'antd';
import { useParams } from 'react-router';
import type { CaseDetail } from '../../api/types';
import { Failed, Loading } from '../../common/page-states';
import { useNow } from '../../common/use-now';
import { useWords } from '../../common/use-words';
import { addTexts } from '../../i18n/setup';
import { DueBadge, Marks, PriorityTag, StateTag } from '../badges';
import { useNames, type Names } from '../directory';
import { BackToQueue } from './back-to-queue';
import { CaseClocks } from './case-clocks';
import { CaseFacts } from './case-facts';
import { CaseTimeline } from './case-timeline';
import { CommandBar } from './commands/command-bar';
import { GiveCommands } from './commands/give';
import { ContactPanel } from './contact-panel';
import { Deliveries } from './deliveries';
import { Accused, Cooperation, HandoverOffer, Improvements, Links, Supervisions } from './file/cooperation';
import { Findings, ProcedureChecklist, Solutions } from './file/solving-matters';
import { Extensions, Returns, Suspensions } from './file/time-matters';
import { useCase } from './queries';
import { Revisits } from './revisits';
import en from './texts.en.json';
import zh from './texts.zh.json';

addTexts('case', zh, en);

export function CasePage() {
  const { number = '' } = useParams();
  const detail = useCase(number);
  return (
    <>
      <BackToQueue />
      {detail.isPending && <Loading rows={10} />}
      {detail.isError && !detail.data && <Failed error={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data && <CaseView key={number} detail={detail.data} stale={detail.isError} />}
    </>
  );
}

function CaseView({ detail, stale }: { detail: CaseDetail; stale: boolean }) {
  const names = useNames();
  const now = useNow();
  const one = detail.case;
  return (
    <article data-testid="case" data-number={one.number} data-version={one.version}>
      <GiveCommands detail={detail} names={names}>
        <CaseHead detail={detail} names={names} now={now} />
        <Unavailable detail={detail} stale={stale} />
        <div className="case-columns case-page">
          <CaseWork detail={detail} />
          <div className="case-side">
            <CaseClocks clocks={detail.clocks ?? []} now={now} />
            {detail.file && (
              <>
                <Extensions file={detail.file} />
                <Suspensions file={detail.file} />
                <Links one={one} file={detail.file} />
                <Accused file={detail.file} />
              </>
            )}
            <CaseFacts detail={detail} names={names} />
            <ContactPanel one={one} />
            <Revisits revisits={detail.revisits ?? []} />
            <Deliveries deliveries={detail.deliveries ?? []} />
          </div>
          <div className="case-past">
            <CaseTimeline entries={detail.timeline} names={names} procedure={detail.file?.procedure} />
          </div>
        </div>
      </GiveCommands>
    </article>
  );
}

function CaseHead({ detail, names, now }: { detail: CaseDetail; names: Names; now: number }) {
  const { t, word, dateTime } = useWords('case');
  const one = detail.case;
  return (
    <header className="case-head panel">
      <div className="case-title">
        <PriorityTag priority={one.priority} long />
        <h1>
          {one.number}
          <span className="case-category">{word('category', one.category ?? 'none')}</span>
        </h1>
        <StateTag one={one} />
        <Marks one={one} />
        <span className="grow" />
        <DueBadge row={detail} now={now} />
      </div>
      <p className="case-who">
        <span>{names.parkName(one.parkCode)}</span>
        <span>{names.unitName(one.unitId) || t('noUnit')}</span>
        <span data-testid="case-handler">{names.staffName(one.handlerId) || t('noHandler')}</span>
      </p>
      {one.state === 'suspended' && one.reviewAt && (
        <p className="quiet" data-testid="case-review">
          {t('suspendedUntil', { at: dateTime(one.reviewAt) })}
        </p>
      )}
      {one.complex && !one.visitedAt && one.state !== 'closed' && <p className="quiet">{t('needsVisit')}</p>}
      <CommandBar />
    </header>
  );
}

/** What could not be had, so that nobody takes it for empty. */
function Unavailable({ detail, stale }: { detail: CaseDetail; stale: boolean }) {
  const { t } = useWords('case');
  const missing = detail.unavailable ?? [];
  const parts = missing.map((part) => t(`part.${part}`, { defaultValue: part })).join(t('comma'));
  return (
    <>
      {stale && <Alert type="warning" showIcon className="stack-gap" title={t('stale')} />}
      {missing.length > 0 && <Alert type="warning" showIcon className="stack-gap" title={t('missing', { parts })} />}
    </>
  );
}

/** What it is about and what is being done. */
function CaseWork({ detail }: { detail: CaseDetail }) {
  const { t, word } = useWords('case');
  const { case: one, file } = detail;
  return (
    <div className="case-work">
      <section className="panel" aria-labelledby="description">
        <h2 id="description">{t('description')}</h2>
        <p className="free-text" data-testid="case-description">
          {detail.description}
        </p>
      </section>
      {one.answer && (
        <section className="panel answer" aria-labelledby="answer">
          <h2 id="answer">{t('answer')}</h2>
          <p className="free-text">{one.answer}</p>
          {one.rootCause && (
            <p className="quiet">
              {t('rootCause')}: {word('rootCause', one.rootCause)}
            </p>
          )}
        </section>
      )}
      {file && (
        <>
          <HandoverOffer file={file} />
          <Returns file={file} />
          <Supervisions file={file} />
          <Findings file={file} />
          <Solutions file={file} />
          <Cooperation file={file} />
          <Improvements file={file} />
          <ProcedureChecklist procedure={file.procedure} />
        </>
      )}
    </div>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { putPolicy, type Policy, type PolicyContent } from '../../api/deadlines';
import { Problem } from '../../api/http';
import { ProblemAlert } from '../../common/page-states';
import { useWords } from '../../common/use-words';
import { AllowanceEditor } from './allowance-editor';
import { DraftEffect } from './draft-effect';
import { PolicyLimits } from './policy-limits';
import { contentOf } from './rules';
import { draftOf, problemsOf, rulesOf, type RulesDraft } from './rules-draft';
import { SpecialRules } from './special-rules';
import { TellProblems } from './tell-problems';

/** The next version of the policy: new clocks take it, clocks that run keep theirs until it is applied to them. */
export function PolicyEditor({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const { t } = useWords('policies');
  const { message } = App.useApp();
  const queries = useQueryClient();
  // What was seen when the editor opened. A version that somebody publishes meanwhile must not be written over unseen.
  const [seen] = useState(policy);
  const [rules, setRules] = useState<RulesDraft>(() => draftOf(seen.rules));
  const [limits, setLimits] = useState<Omit<PolicyContent, 'rules' | 'note'>>(() => contentOf(seen));
  const [note, setNote] = useState('');
  const [open, setOpen] = useState<number>();
  const [insist, setInsist] = useState(false);
  const problems = useMemo(() => problemsOf(rules), [rules]);
  const content = useMemo(
    () => (problems.length > 0 ? undefined : { ...limits, rules: rulesOf(rules) }),
    [limits, rules, problems],
  );
  const saving = useMutation({
    mutationFn: (draft: PolicyContent) => putPolicy({ ...draft, note: note.trim() || undefined }, seen.version),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['policies'] });
      void message.success(t('saved'));
      onClose();
    },
  });
  const outrun = saving.error instanceof Problem && saving.error.code === 'stale_version';
  return (
    <section className="panel" aria-labelledby="policy-draft" data-testid="policy-editor">
      <h2 id="policy-draft">{t('draftOf', { version: seen.version + 1 })}</h2>
      <h3>{t('general')}</h3>
      <p className="quiet">{t('generalHint')}</p>
      <AllowanceEditor
        draft={rules}
        problems={problems}
        insist={insist}
        // Each change is made on the draft as it is then: two quick ones must not undo each other.
        onChange={(name, change) =>
          setRules((now) => ({ ...now, cells: { ...now.cells, [name]: { ...now.cells[name], ...change } } }))
        }
      />
      <PolicyLimits limits={limits} onChange={(change) => setLimits((now) => ({ ...now, ...change }))} />
      <SpecialRules
        draft={rules}
        problems={problems}
        insist={insist}
        open={open}
        onOpen={setOpen}
        onChange={(change) => setRules((now) => ({ ...now, special: change(now.special) }))}
      />
      <DraftEffect draft={content} />
      <div className="stack">
        <Input
          aria-label={t('note')}
          placeholder={t('note')}
          maxLength={500}
          value={note}
          data-testid="policy-note"
          onChange={({ target }) => setNote(target.value)}
        />
        {insist && <TellProblems problems={problems} special={rules.special} onOpen={setOpen} />}
        {outrun ? (
          <Alert type="error" showIcon role="alert" data-testid="policy-outrun" title={t('outrun')} />
        ) : (
          <ProblemAlert error={saving.error} />
        )}
        <div className="page-filters">
          <Button onClick={onClose}>{t('words:act.cancel')}</Button>
          <Button
            type="primary"
            loading={saving.isPending}
            data-testid="policy-save"
            onClick={() => (content ? saving.mutate(content) : setInsist(true))}
          >
            {t('save')}
          </Button>
        </div>
      </div>
    </section>
  );
}

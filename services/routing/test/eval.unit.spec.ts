import { classify } from '../src/domain/classify';
import { grade } from '../src/domain/grade';
import { labelledComplaints } from './labelled';
it('eval', () => {
  let cat = 0,
    conf = 0,
    nohint = 0;
  const out: string[] = [];
  const t0 = performance.now();
  let slow = 0;
  for (const c of labelledComplaints()) {
    const t = performance.now();
    const r = classify({ text: c.text, place: c.place, hint: c.categoryHint });
    const g = grade({
      text: c.text,
      category: r.category,
      kind: c.kind ?? 'complaint',
      history: { samePerson: 0, samePlace: 0 },
    });
    slow = Math.max(slow, performance.now() - t);
    if (r.category === c.label.category) cat++;
    else
      out.push(
        `WANT ${c.label.category} GOT ${r.category} ${r.score.toFixed(1)} ${JSON.stringify(r.second)} ${r.because.join(',')} :: ${c.text.slice(0, 70)}`,
      );
    if (classify({ text: c.text, place: c.place }).category === c.label.category) nohint++;
    if (r.confident) conf++;
    else if (r.category === c.label.category)
      out.push(`UNSURE ${r.category} ${r.score.toFixed(1)} ${JSON.stringify(r.second)} :: ${c.text.slice(0, 60)}`);
    const p = c.label.priorityAtLeast;
    if (p && g.priority > p) out.push(`PRIO want ${p} got ${g.priority} ${g.signals} :: ${c.text.slice(0, 60)}`);
    if (!p && g.priority <= 'p1') out.push(`PRIO? ${g.priority} ${g.signals} :: ${c.text.slice(0, 60)}`);
  }
  console.log(out.join('\n'));
  console.log({ cat, nohint, conf, ms: performance.now() - t0, slow });
});

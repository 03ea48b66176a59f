import { z } from 'zod';
import { faultOfText } from '../domain/text-rules';

/** A text that a person wrote: at most `max` UTF-16 units, nothing that hides or reorders what is read. */
export function text(max: number, options: { min?: number } = {}): z.ZodString {
  const { min = 0 } = options;
  const checked = z
    .string()
    .max(max)
    .superRefine((value, context) => {
      const fault = faultOfText(value);
      if (fault) context.addIssue({ code: 'custom', message: fault.message, params: { code: fault.code } });
    });
  return min > 0 ? checked.min(min) : checked;
}

/** A text that must say something: not only white space. */
export function saying(max: number): z.ZodString {
  return text(max, { min: 1 }).refine((value) => value.trim() !== '', {
    message: 'must have something besides white space',
    params: { code: 'text_too_short' },
  });
}

/** A short code: park, unit, staff or category. */
export function code(max = 100): z.ZodString {
  return z
    .string()
    .min(1)
    .max(max)
    .regex(/^[A-Za-z0-9._:-]+$/, 'takes letters, digits, dot, colon, hyphen and underscore only');
}

/** A complaint's number in a path. What cannot be one is looked for nowhere. */
export const numberParam = z.object({
  number: z.string().max(60).describe('The complaint number, like SH01-20261122-00042.'),
});

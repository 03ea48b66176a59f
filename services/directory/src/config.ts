import { z } from 'zod';
import { baseConfig } from '@parkline/service-kit';

export const configSchema = baseConfig.extend({
  DIRECTORY_SEED: z
    .string()
    .default('none')
    .describe('What an empty directory is filled with: none, demo, or the path of a file like demo-group.json.'),
});

export type DirectoryConfig = z.infer<typeof configSchema>;

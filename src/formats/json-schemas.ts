import { z } from 'zod';

import { backlogSchema } from './backlog/backlog-schema.ts';
import { configSchema } from './config/config-schema.ts';

/** The JSON Schemas (draft 2020-12) of both files that people write, by the name of the file in docs/schemas. */
export function jsonSchemas(): Readonly<Record<string, object>> {
  return {
    'backlog.schema.json': { title: 'BACKLOG.yaml', ...toJsonSchema(backlogSchema) },
    'tidemark.schema.json': { title: '.tidemark.yaml', ...toJsonSchema(configSchema) },
  };
}

/** Of what is written, that is: before defaults are filled in. */
function toJsonSchema(schema: z.ZodType): object {
  return z.toJSONSchema(schema, { io: 'input' });
}

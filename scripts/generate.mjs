// Writes the generated schemas: `npm run generate`, after a build. The test generated.test.ts checks that they are fresh.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { generatedFiles } = await import(join(root, 'dist/src/model/xml/schema/generated.js'));
const folder = join(root, 'schemas/generated');
mkdirSync(folder, { recursive: true });
for (const [name, text] of generatedFiles()) writeFileSync(join(folder, name), text);

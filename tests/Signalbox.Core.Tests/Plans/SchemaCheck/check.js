// Reads { schema, documents: [{ name, document }] } from stdin and writes { name: [errors] } to stdout.
import { readFileSync } from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';

const { schema, documents } = JSON.parse(readFileSync(0, 'utf8'));
// Types are lists where a text may be written without quotes; everything else stays strict, so that a slip in the schema is an error.
const ajv = new Ajv2020.default({ allErrors: true, strict: true, strictTypes: false, strictRequired: false, allowUnionTypes: true });
const validate = ajv.compile(schema);
const results = {};
for (const { name, document } of documents) {
  results[name] = validate(document) ? [] : validate.errors.map(error => `${error.instancePath} ${error.message}`);
}
process.stdout.write(JSON.stringify(results));

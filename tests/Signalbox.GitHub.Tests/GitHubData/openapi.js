// Reads [{ method, target, body }] from stdin and writes [{ operation, problems, status, example }] to stdout, by the description of its
// API that GitHub publishes.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const api = JSON.parse(readFileSync(new URL('node_modules/@octokit/openapi/generated/api.github.com.json', import.meta.url), 'utf8'));
const ajv = new Ajv.default({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema(api, 'api');

const resolve = item => item?.$ref ? resolve(item.$ref.slice(2).split('/').reduce((at, name) => at[name], api)) : item;
const pointer = parts => 'api#/' + parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
const templates = Object.keys(api.paths).map(path => ({ path, parts: path.split('/') }));

function find(path) {
  const parts = path.split('/');
  const fits = templates.filter(({ parts: of }) => of.length === parts.length && of.every((part, i) => part.startsWith('{') || part === parts[i]));
  const literals = of => of.filter(part => !part.startsWith('{')).length;
  return fits.sort((one, other) => literals(other.parts) - literals(one.parts))[0]?.path;
}

function fields(schema) {
  const of = resolve(schema);
  return [...Object.keys(of.properties ?? {}), ...[...of.oneOf ?? [], ...of.anyOf ?? [], ...of.allOf ?? []].flatMap(fields)];
}

function check({ method, target, body }) {
  const [path, query] = target.split('?');
  const template = find(path);
  const operation = template && api.paths[template][method.toLowerCase()];
  if (!operation) return { operation: null, problems: [`${method} ${path} is not in the description`] };
  const known = (operation.parameters ?? []).map(resolve).filter(parameter => parameter.in === 'query').map(parameter => parameter.name);
  const problems = [...new URLSearchParams(query ?? '').keys()].filter(name => !known.includes(name)).map(name => `unknown query ${name}`);
  const schema = operation.requestBody?.content?.['application/json']?.schema;
  if (body) {
    const value = JSON.parse(body);
    problems.push(...Object.keys(value).filter(name => !fields(schema).includes(name)).map(name => `unknown field ${name}`));
    const validate = ajv.compile({ $ref: pointer(['paths', template, method.toLowerCase(), 'requestBody', 'content', 'application/json', 'schema']) });
    if (!validate(value)) problems.push(...validate.errors.map(error => `${error.instancePath} ${error.message}`));
  } else if (schema && resolve(operation.requestBody).required) {
    problems.push('a body is required');
  }

  const [status, response] = Object.entries(operation.responses).find(([code]) => code.startsWith('2'));
  const examples = Object.values(resolve(response).content?.['application/json']?.examples ?? {}).map(example => resolve(example).value);
  return { operation: operation.operationId, problems, status: Number(status), example: examples[0] ?? null };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map(check)));

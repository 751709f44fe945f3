// Reads [query] from stdin and writes [[error]] to stdout, by the schema that GitHub publishes.
import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';

const file = new URL('node_modules/@octokit/graphql-schema/schema.graphql', import.meta.url);
// The published file defines two fields of one type twice; nothing is wrong with them but that.
const schema = buildSchema(readFileSync(file, 'utf8'), { assumeValidSDL: true });
const queries = JSON.parse(readFileSync(0, 'utf8'));
process.stdout.write(JSON.stringify(queries.map(query => validate(schema, parse(query)).map(error => error.message))));

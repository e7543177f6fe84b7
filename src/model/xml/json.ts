// Takes documents in JSON, the form in which they stand in memory, and gives them the form that XML would have got.
import { ErrorCode, ErrorDomain, VirError } from '../../../schemas/errors.ts';
import type { Shape, TypeOf } from '../../../schemas/xml/dsl.ts';
import { formatXml } from './format.ts';
import { type ParseOptions, parseXml } from './parse.ts';
import { objectProblems } from './schema/json.ts';

/**
 * Checks a JSON value and settles it as reading XML would: the same defaults, rules and errors. What is wrong with its
 * form is reported all together.
 */
export const fromJson = <E extends Shape>(
  shape: E,
  value: unknown,
  options: ParseOptions = {},
): TypeOf<E> => {
  const problems = objectProblems(shape, value);
  if (problems.length > 0) {
    throw new VirError(
      ErrorCode.INVALID_ARG,
      options.domain ?? ErrorDomain.XML,
      problems.slice(0, 20).join('; '),
    );
  }
  return parseXml(shape, formatXml(shape, value as TypeOf<E>, { secure: true }), options);
};

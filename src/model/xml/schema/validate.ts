// Validates documents against the generated RelaxNG, with libvirt's error when they do not fit.
import { ErrorCode, ErrorDomain, VirError } from '../../../../schemas/errors.ts';
import { loadLibxml2 } from '../wellformed.ts';
import { documents } from './documents.ts';
import { relaxng } from './relaxng.ts';

type Libxml2 = Awaited<ReturnType<typeof loadLibxml2>>;
type Validator = InstanceType<Libxml2['RelaxNGValidator']>;

const validators = new Map<string, Validator>();

/** Makes ready to validate at once; to be called when the daemon starts, since libxml2 loads asynchronously. */
export const prepareValidation = async (): Promise<(name: string, xml: string) => void> => {
  const libxml2 = await loadLibxml2();
  return (name, xml) => {
    let validator = validators.get(name);
    if (!validator) {
      const roots = documents[name];
      if (!roots) {
        throw new VirError(
          ErrorCode.INTERNAL_ERROR,
          ErrorDomain.XML,
          `Unable to create RelaxNG parser for schema '${name}.rng'`,
        );
      }
      const schema = libxml2.XmlDocument.fromString(relaxng(roots));
      validator = libxml2.RelaxNGValidator.fromDoc(schema);
      schema.dispose();
      validators.set(name, validator);
    }
    const doc = libxml2.XmlDocument.fromString(xml, { option: libxml2.ParseOption.XML_PARSE_NONET });
    try {
      validator.validate(doc);
    } catch (error) {
      if (!(error instanceof libxml2.XmlValidateError)) throw error;
      const text = error.details.map((detail) => detail.message).join('');
      throw new VirError(
        ErrorCode.XML_INVALID_SCHEMA,
        ErrorDomain.XML,
        `Unable to validate doc against /usr/share/libvirt/schemas/${name}.rng\n${text}`,
      );
    } finally {
      doc.dispose();
    }
  };
};

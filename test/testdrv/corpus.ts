// The corpus suites of host interfaces, node devices, secrets, network filters and their bindings.
import { Interface, interfaceParseOptions } from '../../schemas/xml/interface.ts';
import { NodeDevice, nodeDeviceParseOptions } from '../../schemas/xml/nodedev.ts';
import { NWFilter, nwfilterParseOptions } from '../../schemas/xml/nwfilter.ts';
import { NWFilterBinding, nwfilterBindingParseOptions } from '../../schemas/xml/nwfilter-binding.ts';
import { Secret, secretParseOptions } from '../../schemas/xml/secret.ts';
import { formatXml } from '../../src/model/xml/format.ts';
import { parseXml } from '../../src/model/xml/parse.ts';
import { type Judge, xmlToXml } from '../corpus/suites.ts';

/** Made when asked for: suites.ts and this file name each other. */
export const documentSuites = (): Record<string, Judge> => ({
  interfacexml2xml: xmlToXml((input) => formatXml(Interface, parseXml(Interface, input, interfaceParseOptions))),
  secretxml2xml: xmlToXml((input) => formatXml(Secret, parseXml(Secret, input, secretParseOptions))),
  nwfilterxml2xml: xmlToXml((input) => formatXml(NWFilter, parseXml(NWFilter, input, nwfilterParseOptions))),
  nwfilterbindingxml2xml: xmlToXml((input) =>
    formatXml(NWFilterBinding, parseXml(NWFilterBinding, input, nwfilterBindingParseOptions)),
  ),
  nodedevxml2xml: xmlToXml((input, test) =>
    formatXml(NodeDevice, parseXml(NodeDevice, input, nodeDeviceParseOptions), {
      inactive: JSON.stringify(test['flags'] ?? '').includes('INACTIVE'),
    }),
  ),
});

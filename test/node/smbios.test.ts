// What dmidecode says of the host, as <sysinfo>.
import t from 'tap';
import { formatSmbios } from '../../src/model/host/smbios.ts';

const output = `BIOS Information
\tVendor: Example Corp   
\tVersion: 1.2 <b>
\tRelease Date: 02/03/2024
\tCharacteristics:
\t\tPCI is supported
\t\tVersion: not this one
\tBIOS Revision: 5.6

System Information
\tManufacturer: Example
\tProduct Name: Board
\tSerial Number:   
\tUUID: 4CD00C81-4A85-11CB-88EC-A5A7A8F13986

Memory Device
\tSize: 2048 MB
\tType: DDR4
\tLocator: DIMM 1

Memory Device
\tSize: No Module Installed
\tLocator: DIMM 2

OEM Strings
\tString 1: Hello
\tString 2: a & b

`;

t.equal(
  formatSmbios(output),
  `<sysinfo type='smbios'>
  <bios>
    <entry name='vendor'>Example Corp</entry>
    <entry name='version'>1.2 &lt;b&gt;</entry>
    <entry name='date'>02/03/2024</entry>
    <entry name='release'>5.6</entry>
  </bios>
  <system>
    <entry name='manufacturer'>Example</entry>
    <entry name='product'>Board</entry>
    <entry name='uuid'>4CD00C81-4A85-11CB-88EC-A5A7A8F13986</entry>
  </system>
  <memory_device>
    <entry name='size'>2048 MB</entry>
    <entry name='locator'>DIMM 1</entry>
    <entry name='type'>DDR4</entry>
  </memory_device>
  <oemStrings>
    <entry>Hello</entry>
    <entry>a &amp; b</entry>
  </oemStrings>
</sysinfo>
`,
);
t.equal(formatSmbios('# dmidecode 3.4\n\n'), null, 'a machine without tables');

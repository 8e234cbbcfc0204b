import { expect, test } from 'vitest';
import { writtenLanguage } from './written-language.ts';

test('Arabic letters are Arabic, whatever the interface speaks', () => {
  expect(writtenLanguage('حين تمرض المرافِقة لا أعرف بمن أتصل.', 'it')).toBe('ar');
  expect(writtenLanguage('أحتاج SPID', 'en')).toBe('ar');
});

test('everything else is in the language of the interface', () => {
  expect(writtenLanguage('', 'en')).toBe('en');
  expect(writtenLanguage('Serve una stanza (غرفة) per mia sorella', 'it')).toBe('it');
  expect(writtenLanguage('12:30 😀', 'it')).toBe('it');
});

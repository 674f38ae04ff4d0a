/** What is wrong with a password that somebody chose, beside its field. */
import type { PasswordProblem } from '../../../casework/passwords.js';
import type { DeskText } from '../texts.js';

export const passwordWrong = (field: string): Record<PasswordProblem, { field: string; text: DeskText }> => ({
  too_short: { field, text: 'enrol.short' },
  too_long: { field, text: 'enrol.long' },
  is_login: { field, text: 'enrol.same' },
  too_common: { field, text: 'enrol.common' },
});

/**
 * Every text of the desk, in the namespace `desk` of the locales: several in a line, by their groups. The prover holds
 * the languages against this list, and a view cannot name a text that is not in it.
 */
import type { TextUse } from '../../engine/kind.js';

const GROUPS = {
  page: ['title skip menu language signed_in logout back_to_queue times_in'],
  line: ['lost back ended'],
  nav: ['queue figures concerns feedback results board staff sessions elsewhere'],
  login: [
    'title login password code code_hint submit oidc wrong slow ended first oidc_failed busy',
    'no_second left go_on',
  ],
  enrol: [
    'title hello gone name login password password_hint again totp_intro key qr code',
    'recovery_title recovery_intro recovery_done short long common same differs code_wrong',
    'go_on again_busy name_wrong login_wrong no_code first_hello',
  ],
  conduct: ['title one two three four five sign signed must'],
  view: ['mine team now_safe overdue urgent handover concerns closed'],
  queue: [
    'title views count empty page before after search search_button not_found code urgency',
    'when due about language state with nobody interpreter attempts claim claim_name auto',
  ],
  urgency: ['now soon whenever'],
  status: ['waiting claimed reached closed taken_back'],
  alarm: ['overdue overdue_lead windows_passed attempts_used'],
  safe: ['now until passed they_call over short_now short_until short_passed short_they', 'window_ended'],
  case: [
    'title plan number no_number call_name ask_for windows no_windows code_word no_code_word',
    'code_word_how someone_else voicemail voicemail_yes voicemail_no sms sms_yes sms_no show',
    'show_yes show_no never request need words answers spoken interpreter_yes interpreter_no',
    'created due urgency state with erased history no_history offered concern',
  ],
  else: ['hang_up wrong_number delivery school doctor survey'],
  outcome: ['label reached no_answer someone_else wrong_number'],
  closing: ['label helped referred not_reached not_wanted duplicate'],
  do: [
    'claim release attempt attempt_save note note_optional note_add note_save close reason',
    'reason_hint hand colleague team hand_button fields fields_hint withdraw accept refuse',
    'refuse_reason reassign reassign_button choose',
  ],
  field: ['name phone need words answers notes'],
  handover: ['title to asked family_refused team_asked accepted refused withdrawn'],
  said: [
    'claimed released attempted noted closed handed asked withdrawn accepted refused',
    'reassigned saved revoked signed password approved published removed',
  ],
  refusal: [
    'over claimed_by_another not_claimed not_safe_now three_attempts reason_needed',
    'only_a_named_person not_handed_over handover_open family_not_asked not_allowed gone',
    'try_again no_such_colleague no_such_team',
  ],
  denied: ['title role team region conduct training disabled'],
  problem: [
    'title choose write too_long not_date too_large unreadable not_found failed again',
    'again_why again_button refused',
  ],
  figures: [
    'title load ages levels who team region open urgent overdue unclaimed age up_to older',
    'requests week urgency kept broken none reassign',
  ],
  concerns: ['title intro alarms'],
  feedback: [
    'title one masked weeks latest none state category age about language week words read new closed',
    'years week_of first_answer_late result_late waiting_late answer_by result_by act_by may_show',
    'show_yes show_no alone contact_yes contact_no said look look_hint looked letters from_reader',
    'from_young_person no_receipt answer answer_hint told answer_send themes no_themes themes_choose',
    'suggested themes_save done done_label done_hint done_save no_room',
  ],
  category: ['thanks suggestion question request_for_help dissatisfaction concern'],
  board: [
    'title intro open none add theme you_said you_said_in stands we_in owner owner_hint date late',
    'quotes quotes_hint save propose approvals approve publish remove waiting on_board twice published',
    'approvers quote_not_allowed no_answer invalid quarter_late read_it role_note',
  ],
  stands: ['did doing could_not'],
  results: ['title intro none quarters who everybody too_few other category'],
  staff: [
    'title add add_button edit edit_name name login role teams regions languages conduct',
    'trained state active disabled not_signed not_trained second save disable enable invite',
    'link several last_administrator needs_team needs_region invalid gone date_hint',
    'login_taken',
  ],
  role: ['caseworker supervisor safeguarding_lead participation_officer administrator'],
  sessions: ['title intro since seen this end end_name end_all account present change codes wrong'],
} as const;

/** What a text is filled with. */
const VALUES: Record<string, string[]> = {
  'page.signed_in': ['name'],
  'page.times_in': ['zone'],
  'login.slow': ['count'],
  'login.busy': ['count'],
  'login.left': ['count'],
  'enrol.hello': ['name', 'login'],
  'enrol.key': ['key'],
  'conduct.signed': ['date'],
  'queue.count': ['list', 'count'],
  'queue.page': ['page', 'pages'],
  'queue.attempts': ['count'],
  'queue.claim_name': ['reference'],
  'safe.now': ['time'],
  'safe.until': ['time'],
  'safe.short_now': ['time'],
  'safe.short_until': ['time'],
  'case.title': ['reference'],
  'handover.to': ['team', 'region'],
  'handover.refused': ['reason'],
  'refusal.claimed_by_another': ['name'],
  'problem.too_long': ['count'],
  'figures.up_to': ['count'],
  'feedback.years': ['age'],
  'feedback.week_of': ['day'],
  'feedback.answer_by': ['time'],
  'feedback.result_by': ['time'],
  'feedback.act_by': ['time'],
  'feedback.answer_hint': ['language'],
  'feedback.suggested': ['name'],
  'board.you_said_in': ['language'],
  'board.we_in': ['language'],
  'board.approvals': ['count', 'needed'],
  'staff.edit_name': ['name'],
  'staff.link': ['name'],
  'sessions.end_name': ['since'],
};

type Split<Line extends string> = Line extends `${infer First} ${infer Rest}` ? First | Split<Rest> : Line;
type Group = keyof typeof GROUPS;
export type DeskText = { [Name in Group]: `${Name}.${Split<(typeof GROUPS)[Name][number]>}` }[Group];

export const DESK_TEXTS: TextUse[] = Object.entries(GROUPS).flatMap(([group, lines]) =>
  lines
    .flatMap((line) => line.split(' '))
    .map((name) => ({ key: `desk:${group}.${name}`, values: VALUES[`${group}.${name}`] ?? [] })),
);

/** Parts of a form: each with its label, its hint, and what is wrong with it beside it. */
import type { ComponentChildren } from 'preact';
import type { DeskText } from '../texts.js';
import type { Problems } from '../visit.js';
import type { Words } from '../words.js';

export interface Asked {
  words: Words;
  name: string;
  label: string;
  hint?: string | undefined;
  problems?: Problems | undefined;
  /** Sets fields of one name apart where a page has several forms. */
  form?: string | undefined;
}

export const idOf = ({ name, form }: Pick<Asked, 'name' | 'form'>): string =>
  form === undefined ? name : `${form}-${name}`;

function described({ hint, problems, ...asked }: Asked) {
  const id = idOf(asked);
  const wrong = problems?.[asked.name];
  const by = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': by === '' ? undefined : by,
    'aria-invalid': wrong === undefined ? undefined : ('true' as const),
  };
}

function Around({ asked, children }: { asked: Asked; children: ComponentChildren }) {
  const id = idOf(asked);
  const wrong = asked.problems?.[asked.name];
  return (
    <div>
      <label for={id}>{asked.label}</label>
      {asked.hint && (
        <p class="hint" id={`${id}-hint`}>
          {asked.hint}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      {children}
    </div>
  );
}

export function Input(
  asked: Asked & {
    value?: string | undefined;
    type?: 'text' | 'password';
    complete?: string;
    digits?: boolean;
  },
) {
  const common = {
    ...described(asked),
    name: asked.name,
    value: asked.value ?? '',
    autocomplete: asked.complete ?? 'off',
    autocapitalize: 'off' as const,
    spellcheck: false,
  };
  return (
    <Around asked={asked}>
      {asked.type === 'password' ? (
        <input {...common} type="password" />
      ) : (
        <input {...common} type="text" inputmode={asked.digits ? ('numeric' as const) : ('text' as const)} />
      )}
    </Around>
  );
}

/** A password that is chosen now, and once more. */
export function NewPassword({ words, name, problems }: Pick<Asked, 'words' | 'name' | 'problems'>) {
  const common = { words, problems, type: 'password' as const, complete: 'new-password' };
  return (
    <>
      <Input
        {...common}
        name={name}
        label={words.say('enrol.password')}
        hint={words.say('enrol.password_hint')}
      />
      <Input {...common} name="again" label={words.say('enrol.again')} />
    </>
  );
}

export function Area(asked: Asked & { value?: string | undefined; rows?: number }) {
  return (
    <Around asked={asked}>
      <textarea {...described(asked)} name={asked.name} rows={asked.rows ?? 3} autocomplete="off">
        {asked.value ?? ''}
      </textarea>
    </Around>
  );
}

export interface Option {
  value: string;
  label: string;
}

export function Select(
  asked: Asked & { options: Option[]; value?: string | undefined; first?: string | undefined },
) {
  return (
    <Around asked={asked}>
      <select {...described(asked)} name={asked.name}>
        {asked.first !== undefined && <option value="">{asked.first}</option>}
        {asked.options.map(({ value, label }) => (
          <option value={value} selected={value === asked.value}>
            {label}
          </option>
        ))}
      </select>
    </Around>
  );
}

export function Choices(
  asked: Asked & { options: Option[]; type: 'radio' | 'checkbox'; values: readonly string[] },
) {
  const { id, ...said } = described(asked);
  const wrong = asked.problems?.[asked.name];
  return (
    <fieldset id={id} tabIndex={-1} {...said}>
      <legend>{asked.label}</legend>
      {asked.hint && (
        <p class="hint" id={`${id}-hint`}>
          {asked.hint}
        </p>
      )}
      {wrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
      {asked.options.map(({ value, label }) => (
        <div class="choice">
          <label>
            <input type={asked.type} name={asked.name} value={value} checked={asked.values.includes(value)} />
            {label}
          </label>
        </div>
      ))}
    </fieldset>
  );
}

/** What is wrong, at the top of the page, each leading to its field. */
export function Summary({ words, problems, form }: { words: Words; problems: Problems; form?: string }) {
  const wrong = Object.entries(problems);
  if (wrong.length === 0) return null;
  return (
    <div class="problems" role="alert">
      <h2>{words.say('problem.title')}</h2>
      <ul>
        {wrong.map(([name, text]) => (
          <li>{name === '' ? text : <a href={`#${idOf({ name, form })}`}>{text}</a>}</li>
        ))}
      </ul>
    </div>
  );
}

/** A form that is sent only with the token of its session. */
export function Form(given: {
  action: string;
  csrf: string;
  class?: string;
  id?: string;
  children: ComponentChildren;
}) {
  return (
    <form method="post" action={given.action} class={given.class ?? 'stacked'} id={given.id} novalidate>
      <input type="hidden" name="csrf" value={given.csrf} />
      {given.children}
    </form>
  );
}

export const options = <Value extends string>(
  words: Words,
  values: readonly Value[],
  text: (value: Value) => DeskText,
): Option[] => values.map((value) => ({ value, label: words.say(text(value)) }));

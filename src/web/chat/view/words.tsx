/** Text of the bot or a person, with numbers kept readable inside right-to-left sentences. */

/** A phone number, or anything that looks like one: seven digits or more with the usual signs between them. */
const PHONE = /(\+?\d[\d\s().-]{5,}\d)/;

export function Words({ text }: { text: string }) {
  const parts = text.split(PHONE);
  return (
    <>
      {parts.map((part, index) =>
        index % 2 === 1 ? (
          <bdi key={index} dir="ltr">
            {part}
          </bdi>
        ) : (
          part
        ),
      )}
    </>
  );
}

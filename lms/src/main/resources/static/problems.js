// What the API says went wrong, to people: in the language of the page, or not at all.
const language = document.documentElement.lang;

// For each call whose refusal may be shown.
export const asked = { "Accept-Language": language };

// The reason without its full stop; otherwise where it is in another language, as an edge's is.
export function said(response, body, otherwise) {
  return response.headers.get("Content-Language") === language ? body.detail : otherwise;
}

/** What the API says of itself: its OpenAPI document, and a page that lets one try it. */
@NullMarked
package lms.api;

import org.jspecify.annotations.NullMarked;

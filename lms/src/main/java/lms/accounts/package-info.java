/** People: registration, signing in and out, sessions. */
@NullMarked
package lms.accounts;

import org.jspecify.annotations.NullMarked;

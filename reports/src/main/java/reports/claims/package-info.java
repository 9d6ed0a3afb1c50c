/** Claims: what was promised, as code, read from {@code claims.yaml} with every mistake named. */
@NullMarked
package reports.claims;

import org.jspecify.annotations.NullMarked;

/** Several runs merged into one verdict a claim. */
@NullMarked
package reports.proof;

import org.jspecify.annotations.NullMarked;

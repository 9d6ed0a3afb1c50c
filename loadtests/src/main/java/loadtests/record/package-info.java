/**
 * The evidence of a run while it happens: what was sent, when, and how generator and system fared.
 */
@NullMarked
package loadtests.record;

import org.jspecify.annotations.NullMarked;

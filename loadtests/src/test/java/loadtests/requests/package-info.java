/** One HTTP call, one constant; named by the kinds of {@link loadtests.plan.Kind}. */
@NullMarked
package loadtests.requests;

import org.jspecify.annotations.NullMarked;

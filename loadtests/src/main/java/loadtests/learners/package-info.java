/** What simulated learners know and choose: pure state, seeded, without any HTTP. */
@NullMarked
package loadtests.learners;

import org.jspecify.annotations.NullMarked;

@NullMarked
package loadtests;

import org.jspecify.annotations.NullMarked;

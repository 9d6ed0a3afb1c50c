@NullMarked
package lms;

import org.jspecify.annotations.NullMarked;

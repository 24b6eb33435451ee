/** Child processes: started in order, watched, started again when they die, stopped in the opposite order. */
@NullMarked
package io.slackwater.standalone.process;

import org.jspecify.annotations.NullMarked;

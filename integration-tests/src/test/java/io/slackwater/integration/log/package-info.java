/** Reading the log, as anybody may. */
@NullMarked
package io.slackwater.integration.log;

import org.jspecify.annotations.NullMarked;

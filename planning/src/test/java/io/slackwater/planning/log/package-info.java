@NullMarked
package io.slackwater.planning.log;

import org.jspecify.annotations.NullMarked;

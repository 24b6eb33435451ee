@NullMarked
package io.slackwater.planning.history;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.slackwater.planning.forecast;

import org.jspecify.annotations.NullMarked;

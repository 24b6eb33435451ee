@NullMarked
package io.slackwater.console;

import org.jspecify.annotations.NullMarked;

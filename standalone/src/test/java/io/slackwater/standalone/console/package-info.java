@NullMarked
package io.slackwater.standalone.console;

import org.jspecify.annotations.NullMarked;

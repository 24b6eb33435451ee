@NullMarked
package io.slackwater.integration.console;

import org.jspecify.annotations.NullMarked;

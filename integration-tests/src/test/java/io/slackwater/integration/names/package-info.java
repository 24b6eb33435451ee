/** What classes and packages of all modules are called. */
@NullMarked
package io.slackwater.integration.names;

import org.jspecify.annotations.NullMarked;

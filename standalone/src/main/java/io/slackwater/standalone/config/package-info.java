/** The configuration file of the standalone installation. */
@NullMarked
package io.slackwater.standalone.config;

import org.jspecify.annotations.NullMarked;

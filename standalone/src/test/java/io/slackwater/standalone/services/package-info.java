@NullMarked
package io.slackwater.standalone.services;

import org.jspecify.annotations.NullMarked;

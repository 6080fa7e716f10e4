# Makes the man page and the completions of both shells, in FOLDER: PROGRAM prints what they say of its commands, and PAGE
# is the rest of the man page, with a comment where they go.
foreach(made bash:liqcascade.bash zsh:_liqcascade man:sections)
  string(REPLACE ":" ";" made ${made})
  list(GET made 0 what)
  list(GET made 1 name)
  execute_process(COMMAND ${PROGRAM} completion ${what} OUTPUT_FILE ${FOLDER}/${name} COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(READ ${PAGE} page)
file(READ ${FOLDER}/sections sections)
string(REPLACE ".\\\" COMMANDS\n" "${sections}" page "${page}")
file(WRITE ${FOLDER}/liqcascade.1 "${page}")
execute_process(COMMAND gzip -9cn ${FOLDER}/liqcascade.1 OUTPUT_FILE ${FOLDER}/liqcascade.1.gz
  COMMAND_ERROR_IS_FATAL ANY)

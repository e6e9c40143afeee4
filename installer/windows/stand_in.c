/* Stands in Python's place while the packing is proved: it writes what it was called with to the file that COOPBOOKS_STAND_IN names, in
   UTF-8, one argument a line, and returns the number of arguments. Never part of a release. */
#include <stdio.h>
#include <stdlib.h>
#include <windows.h>
__declspec(dllexport) int Py_Main(int argc, wchar_t **argv) {
    wchar_t *told = _wgetenv(L"COOPBOOKS_STAND_IN");
    FILE *out = told ? _wfopen(told, L"wb") : NULL;
    for (int i = 0; out && i < argc; i++) {
        char line[70000];
        int length = WideCharToMultiByte(CP_UTF8, 0, argv[i], -1, line, sizeof line, NULL, NULL);
        if (length > 0) fprintf(out, "%s\n", line);
    }
    if (out) fclose(out);
    return argc;
}
